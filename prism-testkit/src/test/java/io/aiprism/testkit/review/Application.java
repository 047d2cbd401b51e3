package io.aiprism.testkit.review;

import io.aiprism.Prism;
import io.aiprism.analysis.Analyzer;
import io.aiprism.document.Document;
import io.aiprism.review.Review;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.engine.TaskManagers;
import io.aiprism.task.inprocess.InProcessExecutor;
import io.aiprism.task.inprocess.TaskThreads;
import io.aiprism.task.spi.TaskExecutor;
import io.aiprism.testkit.task.EncodingExecutor;
import java.util.List;

/** What reviews documents: a task manager, and a Prism on it. */
abstract class Application implements AutoCloseable {
    /** What a review has to get on with. */
    enum Kind {
        /** Inputs and outcomes are kept as they are. */
        LIVE {
            @Override
            Application create(TaskManagerConfig config) {
                return new Lasting(new InProcessExecutor("live", new VirtualThreads(), config), config);
            }
        },
        /** Inputs and outcomes are kept as bytes. */
        STORED {
            @Override
            Application create(TaskManagerConfig config) {
                return new Lasting(new EncodingExecutor(config), config);
            }
        },
        /** They are kept as bytes, and the process dies between tasks. */
        RESTARTED {
            @Override
            Application create(TaskManagerConfig config) {
                return new RestartedApplication(config);
            }
        };

        abstract Application create(TaskManagerConfig config);
    }

    abstract TaskManager tasks();

    /** Builds a Prism on the task manager. */
    abstract Prism start(List<Analyzer> analyzers);

    /** The Prism that was started, or its successor. */
    abstract Prism prism();

    /** The review as a process sees it that may have begun after it was started. */
    abstract Review again(Review review);

    /** Checks that the tasks were treated as they should, and ends. */
    @Override
    public abstract void close();

    static Prism build(TaskManager tasks, List<Analyzer> analyzers) {
        Prism.Builder builder = Prism.builder(tasks);
        analyzers.forEach(builder::analyzer);
        return builder.build();
    }

    static Review find(Prism prism, Review review) {
        Document document = review.document();
        return prism.find(review.id(), document).orElseThrow();
    }

    /** One process from beginning to end. */
    private static final class Lasting extends Application {
        private final TaskManager tasks;
        private Prism prism;

        Lasting(TaskExecutor executor, TaskManagerConfig config) {
            tasks = TaskManagers.create(executor, config);
        }

        @Override
        TaskManager tasks() {
            return tasks;
        }

        @Override
        Prism start(List<Analyzer> analyzers) {
            prism = build(tasks, analyzers);
            return prism;
        }

        @Override
        Prism prism() {
            return prism;
        }

        @Override
        Review again(Review review) {
            return review;
        }

        @Override
        public void close() {
            tasks.close();
        }
    }

    private static final class VirtualThreads implements TaskThreads {
        @Override
        public void start(Runnable worker) {
            Thread.ofVirtual().start(worker);
        }

        @Override
        public boolean reusable() {
            return true;
        }

        @Override
        public void close() {}
    }
}
