package io.aiprism.bench;

import java.time.Instant;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr with its storage in memory. Jobs are enqueued and never run: its servers poll every five seconds or so, which says
 * nothing about the cost of a task. What was enqueued is deleted when it would be awaited.
 */
final class JobRunrQueue implements Workload {
    private final InMemoryStorageProvider storage = new InMemoryStorageProvider();
    private final JobScheduler scheduler;

    JobRunrQueue() {
        storage.setJobMapper(new JobMapper(new JacksonJsonMapper()));
        scheduler = new JobScheduler(storage);
    }

    /** The job. JobRunr calls it by name, from the text that the lambda was turned into. */
    public static void noOp() {}

    @Override
    public Batch newBatch(int size) {
        return new Batch() {
            @Override
            public void submit(int index) {
                scheduler.enqueue(() -> JobRunrQueue.noOp());
            }

            @Override
            public @Nullable Object await(int index) {
                throw new UnsupportedOperationException("jobs are only enqueued");
            }

            @Override
            public void awaitFirst(int count) {
                storage.deleteJobsPermanently(StateName.ENQUEUED, Instant.now().plusSeconds(60));
            }
        };
    }

    @Override
    public void close() {
        scheduler.shutdown();
        storage.close();
    }
}
