package io.aiprism.task.inprocess;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queued tasks in the order of their sort keys. Within a tenant keys only grow, so each tenant has a first-in-first-out lane and
 * only the heads of lanes are compared. Most applications have one tenant: the first one to come has a lock-free lane, and the
 * locked part is not touched until a second one comes.
 */
final class ReadyQueue {
    private final Queue<InProcessTask> firstLane = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String firstTenant;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lane> otherLanes = new HashMap<>();
    private final PriorityQueue<Lane> byKey = new PriorityQueue<>(Comparator.comparingLong(Lane::key));
    private final AtomicInteger inOtherLanes = new AtomicInteger();

    void offer(InProcessTask task) {
        String tenant = task.options.tenant();
        String first = firstTenant;
        if (first == null) {
            first = claimFirst(tenant);
        }
        if (tenant.equals(first)) {
            firstLane.add(task);
        } else {
            offerToOther(tenant, task);
        }
    }

    @Nullable
    InProcessTask poll() {
        return inOtherLanes.get() == 0 ? firstLane.poll() : pollSmallest();
    }

    boolean isEmpty() {
        return inOtherLanes.get() == 0 && firstLane.isEmpty();
    }

    void removeIf(Predicate<InProcessTask> unwanted) {
        firstLane.removeIf(unwanted);
        lock.lock();
        try {
            byKey.clear();
            otherLanes.values().removeIf(lane -> {
                lane.tasks.removeIf(unwanted);
                return lane.tasks.isEmpty();
            });
            byKey.addAll(otherLanes.values());
            inOtherLanes.set(otherLanes.values().stream()
                    .mapToInt(lane -> lane.tasks.size())
                    .sum());
        } finally {
            lock.unlock();
        }
    }

    private String claimFirst(String tenant) {
        lock.lock();
        try {
            String first = firstTenant;
            if (first == null) {
                firstTenant = tenant;
                return tenant;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    // A lane is in byKey exactly while it has tasks, and its head changes only while it is out of it.
    private void offerToOther(String tenant, InProcessTask task) {
        lock.lock();
        try {
            Lane lane = otherLanes.computeIfAbsent(tenant, Lane::new);
            lane.tasks.add(task);
            if (lane.tasks.size() == 1) {
                byKey.add(lane);
            }
            inOtherLanes.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable InProcessTask pollSmallest() {
        lock.lock();
        try {
            Lane lane = byKey.peek();
            InProcessTask first = firstLane.peek();
            if (lane == null || (first != null && first.sortKey <= lane.key())) {
                return firstLane.poll();
            }
            byKey.remove();
            InProcessTask task = lane.tasks.remove();
            if (lane.tasks.isEmpty()) {
                otherLanes.remove(lane.tenant);
            } else {
                byKey.add(lane);
            }
            inOtherLanes.decrementAndGet();
            return task;
        } finally {
            lock.unlock();
        }
    }

    private static final class Lane {
        final String tenant;
        final ArrayDeque<InProcessTask> tasks = new ArrayDeque<>();

        Lane(String tenant) {
            this.tenant = tenant;
        }

        long key() {
            return tasks.element().sortKey;
        }
    }
}
