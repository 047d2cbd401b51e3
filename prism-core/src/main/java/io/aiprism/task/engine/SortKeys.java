package io.aiprism.task.engine;

import io.aiprism.task.TaskClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes tenants take turns by a number that is known when a task is submitted (start-time fair queueing, each task of cost one):
 * a tenant's next key follows its last one, but is never behind the key of the task that was started last. So a tenant with a
 * thousand queued tasks has keys far ahead, and another one's first task goes next.
 *
 * <p>Where other processes submit tasks too, or an earlier one has left some, the executor is asked for their keys: at a
 * tenant's first task, and then once a second at most.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng: Start-time fair queueing (1996)</a>
 */
final class SortKeys {
    private static final int MANY_TENANTS = 4_096;
    private static final long ASK_EVERY_MILLIS = 1_000;

    private final @Nullable ToLongFunction<String> stored;
    private final TaskClock clock;
    private final AtomicLong unnamedTenant = new AtomicLong();
    private final Map<String, AtomicLong> namedTenants = new ConcurrentHashMap<>();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final AtomicLong started = new AtomicLong();
    private volatile boolean named;

    /**
     * @param stored the largest key of a tenant in the executor's store, see {@link
     *     io.aiprism.task.spi.TaskExecutor#lastSortKey}; {@code null} if no other process has a part in it
     */
    SortKeys(@Nullable ToLongFunction<String> stored, TaskClock clock) {
        this.stored = stored;
        this.clock = clock;
    }

    long next(String tenant) {
        if (stored != null) {
            ask(stored, tenant);
        } else if (tenant.isEmpty() && !named) {
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

    private void ask(ToLongFunction<String> stored, String tenant) {
        long now = clock.millis();
        Long before = asked.get(tenant);
        if (before == null || now - before >= ASK_EVERY_MILLIS) {
            AtomicLong last = tenant.isEmpty() ? unnamedTenant : lastOf(tenant);
            last.accumulateAndGet(stored.applyAsLong(tenant), Math::max);
            asked.put(tenant, now);
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
            asked.keySet().removeIf(name -> !namedTenants.containsKey(name));
        }
        return namedTenants.computeIfAbsent(tenant, name -> new AtomicLong());
    }
}
