// Shortcodes of the emoji people use most; others stay as :shortcode:, as they were written.
const TABLE = `eyes 👀|white_check_mark ✅|heavy_check_mark ✔️|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|heart ❤️|tada 🎉|raised_hands 🙌|pray 🙏|
clap 👏|wave 👋|ok_hand 👌|muscle 💪|fire 🔥|rocket 🚀|star ⭐|star2 🌟|sparkles ✨|bulb 💡|bell 🔔|no_bell 🔕|door 🚪|key 🔑|
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|wink 😉|blush 😊|thinking_face 🤔|neutral_face 😐|confused 😕|disappointed 😞|
cry 😢|sob 😭|angry 😠|rage 😡|scream 😱|sweat_smile 😅|sunglasses 😎|heart_eyes 😍|hugging_face 🤗|face_with_rolling_eyes 🙄|
warning ⚠️|rotating_light 🚨|exclamation ❗|question ❓|grey_question ❔|x ❌|no_entry ⛔|no_entry_sign 🚫|stop_sign 🛑|
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|
large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_lower_right ↘️|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|
arrows_counterclockwise 🔄|repeat 🔁|twisted_rightwards_arrows 🔀|heavy_plus_sign ➕|heavy_minus_sign ➖|
hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock9 🕘|clock3 🕒|calendar 📆|date 📅|spiral_calendar_pad 🗓️|
zzz 💤|sleeping 😴|moon 🌔|crescent_moon 🌙|sunny ☀️|sunrise 🌅|sun_with_face 🌞|cloud ☁️|zap ⚡|umbrella ☔|snowflake ❄️|droplet 💧|
speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭|loudspeaker 📢|mega 📣|incoming_envelope 📨|envelope ✉️|email 📧|inbox_tray 📥|outbox_tray 📤|
mag 🔍|mag_right 🔎|link 🔗|pushpin 📌|round_pushpin 📍|paperclip 📎|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|file_folder 📁|books 📚|
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|newspaper 📰|iphone 📱|computer 💻|telephone_receiver 📞|phone ☎️|camera 📷|
hotel 🏨|bed 🛏️|bellhop_bell 🛎️|fork_and_knife 🍴|knife_fork_plate 🍽️|coffee ☕|croissant 🥐|wine_glass 🍷|beer 🍺|shower 🚿|bathtub 🛁|broom 🧹|wrench 🔧|
hammer_and_wrench 🛠️|gear ⚙️|credit_card 💳|moneybag 💰|money_with_wings 💸|gift 🎁|balloon 🎈|trophy 🏆|medal 🏅|dart 🎯|ship 🚢|airplane ✈️|
car 🚗|taxi 🚕|bus 🚌|house 🏠|office 🏢|hospital 🏥|ambulance 🚑|police_car 🚓|scales ⚖️|balance_scale ⚖️|shield 🛡️|closed_lock_with_key 🔐|lock 🔒|
unlock 🔓|label 🏷️|ticket 🎫|package 📦|wastebasket 🗑️|recycle ♻️|seedling 🌱|herb 🌿|four_leaf_clover 🍀|bouquet 💐|rose 🌹|palm_tree 🌴|
dog 🐶|cat 🐱|bug 🐛|snail 🐌|bird 🐦|owl 🦉|robot_face 🤖|ghost 👻|crown 👑|busts_in_silhouette 👥|bust_in_silhouette 👤|handshake 🤝|raising_hand 🙋|
point_right 👉|point_left 👈|point_up 👆|point_down 👇|raised_hand ✋|hand ✋|crossed_fingers 🤞|writing_hand ✍️|ear 👂|brain 🧠|
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|hash #️⃣|100 💯|new 🆕|sos 🆘|information_source ℹ️|globe_with_meridians 🌐|earth_africa 🌍|flag-de 🇩🇪|
large_purple_circle 🟣|white_large_square ⬜|black_large_square ⬛|checkered_flag 🏁|triangular_flag_on_post 🚩|construction 🚧|face_with_thermometer 🤒|mask 😷|ocean 🌊`;

export const EMOJI = new Map(TABLE.split("|").map((pair) => pair.trim().split(" ")).filter((pair) => pair.length === 2));
export const QUICK = ["eyes", "white_check_mark", "arrow_right"];
export const glyph = (name) => EMOJI.get(name.split("::")[0]) ?? `:${name}:`;
