"""What people call what the code has keys for: urgencies, sentiments, platforms and languages.

Guarantee: every urgency and sentiment has its name; a key without one is shown by its reader as it stands.
"""

from types import MappingProxyType

from bot.core.classification import Sentiment, Urgency

URGENCY_SIGN = MappingProxyType({Urgency.LOW: "⚪", Urgency.NORMAL: "🔵", Urgency.HIGH: "🔴", Urgency.EMERGENCY: "🚨"})
URGENCY_NAME = MappingProxyType(
    {Urgency.LOW: "Low", Urgency.NORMAL: "Normal", Urgency.HIGH: "High", Urgency.EMERGENCY: "Emergency"}
)
URGENCY_FACT = MappingProxyType(
    {
        Urgency.LOW: "Low urgency",
        Urgency.NORMAL: "Normal urgency",
        Urgency.HIGH: "High urgency",
        Urgency.EMERGENCY: "An emergency",
    }
)
URGENCY_MEANING = MappingProxyType(
    {
        Urgency.LOW: "Low: when there is time",
        Urgency.NORMAL: "Normal: in the usual time",
        Urgency.HIGH: "High: today, before other things",
        Urgency.EMERGENCY: "Emergency: now, whatever the hour",
    }
)
SENTIMENT_NAME = MappingProxyType(
    {Sentiment.NEGATIVE: "🙁 Negative", Sentiment.NEUTRAL: "😐 Neutral", Sentiment.POSITIVE: "🙂 Positive"}
)
PLATFORMS = MappingProxyType(
    {
        "appstore": "the App Store",
        "bluesky": "Bluesky",
        "facebook": "Facebook",
        "google": "Google",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "mastodon": "Mastodon",
        "playstore": "Google Play",
        "reddit": "Reddit",
        "tiktok": "TikTok",
        "tripadvisor": "Tripadvisor",
        "twitter": "X",
        "web": "the web",
        "x": "X",
        "youtube": "YouTube",
    }
)
_LANGUAGES = """
    ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek en=English es=Spanish
    et=Estonian eu=Basque fa=Persian fi=Finnish fr=French ga=Irish gl=Galician he=Hebrew hi=Hindi hr=Croatian
    hu=Hungarian id=Indonesian is=Icelandic it=Italian ja=Japanese ko=Korean lt=Lithuanian lv=Latvian
    ms=Malay mt=Maltese nb=Norwegian nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian
    sk=Slovak sl=Slovenian sq=Albanian sr=Serbian sv=Swedish ta=Tamil th=Thai tl=Tagalog tr=Turkish
    uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese
"""
LANGUAGES = MappingProxyType(dict(entry.split("=") for entry in _LANGUAGES.split()))
