package io.aiprism.task.routing;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** Which tasks go to the second of two managers. */
public sealed interface Route {
    /** None does. */
    Route NONE = new Share(0);

    /** All do. */
    Route ALL = new Share(1);

    /**
     * A share of all tasks, drawn at random. A task with an idempotency key is drawn by its key, and so always alike.
     *
     * @param share from 0 to 1
     */
    record Share(double share) implements Route {
        public Share {
            requireShare(share);
        }
    }

    /**
     * All tasks of a share of the tenants. A tenant that is in a share is in every larger one.
     *
     * @param share from 0 to 1
     */
    record TenantShare(double share) implements Route {
        public TenantShare {
            requireShare(share);
        }
    }

    /**
     * All tasks of these tenants.
     *
     * @param tenants their names
     */
    record Tenants(Set<String> tenants) implements Route {
        public Tenants {
            tenants = Set.copyOf(requireNonNull(tenants, "tenants"));
        }
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, was %s".formatted(share));
        }
    }
}
