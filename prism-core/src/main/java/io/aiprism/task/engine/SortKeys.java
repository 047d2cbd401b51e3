package io.aiprism.task.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes tenants take turns by a number that is known when a task is submitted (start-time fair queueing, each task of cost one):
 * a tenant's next key follows its last one, but is never behind the key of the task that was started last. So a tenant with a
 * thousand queued tasks has keys far ahead, and another one's first task goes next.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng: Start-time fair queueing (1996)</a>
 */
final class SortKeys {
    private static final int MANY_TENANTS = 4_096;

    private final AtomicLong unnamedTenant = new AtomicLong();
    private final Map<String, AtomicLong> namedTenants = new ConcurrentHashMap<>();
    private final AtomicLong started = new AtomicLong();
    private volatile boolean named;

    long next(String tenant) {
        if (tenant.isEmpty() && !named) {
            // A tenant that is alone is never behind what was started, which other processors write all the time.
            return unnamedTenant.incrementAndGet();
        }
        AtomicLong last = tenant.isEmpty() ? unnamedTenant : lastOf(tenant);
        while (true) {
            long before = last.get();
            long key = Math.max(before, started.getOpaque()) + 1;
            if (last.compareAndSet(before, key)) {
                return key;
            }
        }
    }

    /** Takes note of a start. Racing starts may set it back a little, which costs no more than a turn. */
    void started(long key) {
        if (key > started.getOpaque()) {
            started.setOpaque(key);
        }
    }

    /** How many tenants are remembered. */
    int tenants() {
        return namedTenants.size();
    }

    private AtomicLong lastOf(String tenant) {
        if (!named) {
            named = true;
        }
        if (namedTenants.size() > MANY_TENANTS) {
            long now = started.getOpaque();
            namedTenants.values().removeIf(last -> last.get() <= now);
        }
        return namedTenants.computeIfAbsent(tenant, name -> new AtomicLong());
    }
}
