// Every page works without these; each looks for what it serves and rests when it is not there.
import "./live.js"
import "./drafts.js"
import "./forms.js"
import "./outbox.js"
import "./mine.js"
import "./clock.js"
import "./drag.js"
import "./enter.js"
