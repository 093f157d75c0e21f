"""All tables, each from the subject it belongs to: whoever needs the whole of them imports this."""

import portal.accounts.models
import portal.audit.models
import portal.incoming.models
import portal.notices.models
import portal.publishing.models
import portal.submissions.models  # noqa: F401 - the imports are the point
from portal.database.engine import Base

METADATA = Base.metadata
