package io.aiprism.examples.cluster;

import io.aiprism.Prism;
import java.util.concurrent.CountDownLatch;

/** Runs the analyses of whatever reviews there are, until its process is ended: then it ends what it has begun, and no more. */
final class Worker {
    private static final int CONCURRENCY = 4;

    private Worker() {}

    static void run(String name) throws InterruptedException {
        Tasks tasks = Tasks.open(CONCURRENCY);
        // Not closed: its handlers are there until the last analysis has ended.
        Prism.builder(tasks.manager()).analyzer(new Placeholders(name)).build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            tasks.close();
            System.out.println(name + " has ended");
        }));
        System.out.println(name + " is ready");
        new CountDownLatch(1).await();
    }
}
