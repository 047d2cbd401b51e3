package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aiprism.finding.Finding;
import java.util.Optional;

/**
 * What somebody has decided about a finding. Each carries the finding as it stood then, so that the decision can be understood,
 * and found its finding again, without the review that it was made on.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Decision.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Decision.Edited.class, name = "edited"),
    @JsonSubTypes.Type(value = Decision.Added.class, name = "added")
})
public sealed interface Decision {
    /** The finding as it stood when this was decided; of an edited one, as it was edited. */
    Finding finding();

    /**
     * The finding holds.
     *
     * @param finding as it was accepted
     */
    record Accepted(Finding finding) implements Decision {
        public Accepted {
            requireNonNull(finding, "finding");
        }
    }

    /**
     * The finding does not hold, or is not wanted.
     *
     * @param finding as it was rejected
     * @param reason for people, where one was given; never blank
     */
    record Rejected(Finding finding, Optional<String> reason) implements Decision {
        public Rejected {
            requireNonNull(finding, "finding");
            if (requireNonNull(reason, "reason").filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException("a reason must not be blank; leave it out");
            }
        }
    }

    /**
     * The finding holds in other words: severity, title, replacement or anything else that it says was changed, but not the
     * words that it is about.
     *
     * @param finding as edited, under its old id
     */
    record Edited(Finding finding) implements Decision {
        public Edited {
            requireNonNull(finding, "finding");
        }
    }

    /**
     * A finding of the user's own.
     *
     * @param finding as it was added or last edited; its analyzer is {@link Decisions#USER}
     */
    record Added(Finding finding) implements Decision {
        public Added {
            requireNonNull(finding, "finding");
        }
    }
}
