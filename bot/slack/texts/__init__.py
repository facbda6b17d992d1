"""Every sentence that people read from the bot in Slack, one module for each subject.

Guarantees: warm, short, plain, never scolding; each refusal says what to do instead. Arguments arrive ready for mrkdwn
(mentions, dates, escaped words); nothing in here is computed.

Whoever needs a text imports its subject: `from bot.slack.texts import done`, or `home as home_texts` where the plain
name is taken.
"""
