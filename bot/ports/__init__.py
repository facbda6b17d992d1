"""What services need from the world, as protocols, and the data that crosses.

Guarantee: services know these and the core, nothing else.
"""

from bot.ports.conversations import Conversations as Conversations
from bot.ports.data import AuditEntry as AuditEntry
from bot.ports.data import AuditQuery as AuditQuery
from bot.ports.data import Delivery as Delivery
from bot.ports.data import IssueQuery as IssueQuery
from bot.ports.data import KnockedDoor as KnockedDoor
from bot.ports.data import KnownVector as KnownVector
from bot.ports.data import Ledger as Ledger
from bot.ports.data import LoggedEvent as LoggedEvent
from bot.ports.data import LooseEnds as LooseEnds
from bot.ports.data import MessageRef as MessageRef
from bot.ports.data import OpenedFor as OpenedFor
from bot.ports.data import OutboxRow as OutboxRow
from bot.ports.data import OutboxState as OutboxState
from bot.ports.data import Outcome as Outcome
from bot.ports.data import PastIssue as PastIssue
from bot.ports.data import Posted as Posted
from bot.ports.data import Settlement as Settlement
from bot.ports.data import StoredMention as StoredMention
from bot.ports.data import Tally as Tally
from bot.ports.data import Visitor as Visitor
from bot.ports.knocks import Knocks as Knocks
from bot.ports.knocks import KnockState as KnockState
from bot.ports.knocks import PersonalMessage as PersonalMessage
from bot.ports.knocks import PersonalMessages as PersonalMessages
from bot.ports.knocks import WaitingKnock as WaitingKnock
from bot.ports.lessons import Attempt as Attempt
from bot.ports.lessons import Learner as Learner
from bot.ports.lessons import Lessons as Lessons
from bot.ports.lessons import Material as Material
from bot.ports.lessons import Models as Models
from bot.ports.outbox import Outbox as Outbox
from bot.ports.questions import Questions as Questions
from bot.ports.questions import SaidOnce as SaidOnce
from bot.ports.record import Overview as Overview
from bot.ports.record import Record as Record
from bot.ports.replies import Replies as Replies
from bot.ports.replies import Reply as Reply
from bot.ports.store import Audit as Audit
from bot.ports.store import Cursors as Cursors
from bot.ports.store import Deliveries as Deliveries
from bot.ports.store import Issues as Issues
from bot.ports.store import Mentions as Mentions
from bot.ports.store import Messages as Messages
from bot.ports.store import OpenUnit as OpenUnit
from bot.ports.store import Tallies as Tallies
from bot.ports.store import UnitOfWork as UnitOfWork
from bot.ports.store import Visitors as Visitors
from bot.ports.world import Classifier as Classifier
from bot.ports.world import Colleagues as Colleagues
from bot.ports.world import Memory as Memory
from bot.ports.world import Messenger as Messenger
from bot.ports.world import Rules as Rules
