package io.aiprism.testkit.task;

import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.task.spi.TaskHandle;
import io.aiprism.task.spi.TaskRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Delivers each task several times at the same moment, on threads of its own, whatever the limit. */
final class OverDeliveringExecutor extends ForwardingTaskExecutor {
    private final int times;

    OverDeliveringExecutor(TaskExecutor executor, int times) {
        super(executor);
        this.times = times;
    }

    @Override
    public void open(TaskRunner runner) {
        executor.open(new Delivery(runner, times));
    }

    private static final class Delivery extends ForwardingTaskRunner {
        private final int times;

        Delivery(TaskRunner runner, int times) {
            super(runner);
            this.times = times;
        }

        @Override
        public void run(TaskHandle task) {
            List<Thread> threads = startOthers(task);
            runner.run(task);
            threads.forEach(Delivery::join);
        }

        @Override
        public boolean tryRun(TaskHandle task) {
            List<Thread> threads = startOthers(task);
            boolean free = runner.tryRun(task);
            threads.forEach(Delivery::join);
            return free;
        }

        private List<Thread> startOthers(TaskHandle task) {
            CyclicBarrier together = new CyclicBarrier(times);
            List<Thread> threads = new ArrayList<>();
            for (int i = 1; i < times; i++) {
                threads.add(Thread.ofPlatform().daemon().name("delivery").start(() -> {
                    meet(together);
                    runner.run(task);
                }));
            }
            meet(together);
            return threads;
        }

        private static void meet(CyclicBarrier barrier) {
            try {
                barrier.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException e) {
                // Then they go on without waiting for each other.
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
