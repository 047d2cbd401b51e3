package io.aiprism.testkit.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.Prism;
import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.analysis.Scope;
import io.aiprism.review.Review;
import io.aiprism.task.TaskManager;
import io.aiprism.task.TaskManagerConfig;
import io.aiprism.task.TaskQuery;
import java.util.List;

/**
 * An application whose process dies between tasks. Each new process builds its own Prism with its own analyzers, and finds
 * reviews by their ids: nothing but what the executor has stored is left.
 */
final class RestartedApplication extends Application {
    private final RestartingTasks tasks;
    private volatile List<Analyzer> analyzers = List.of();
    private volatile Prism prism;

    RestartedApplication(TaskManagerConfig config) {
        tasks = new RestartingTasks(config, this::begin);
    }

    private void begin() {
        if (!analyzers.isEmpty()) {
            prism = build(tasks, ofThisProcess(analyzers));
        }
    }

    @Override
    TaskManager tasks() {
        return tasks;
    }

    @Override
    Prism start(List<Analyzer> analyzers) {
        prism = build(tasks, ofThisProcess(analyzers));
        this.analyzers = analyzers;
        return prism;
    }

    private List<Analyzer> ofThisProcess(List<Analyzer> analyzers) {
        RestartingTasks.Life life = tasks.life();
        return analyzers.stream()
                .<Analyzer>map(analyzer -> new Mortal(analyzer, life))
                .toList();
    }

    @Override
    Prism prism() {
        return prism;
    }

    @Override
    Review again(Review review) {
        tasks.restart();
        return find(prism, review);
    }

    @Override
    public void close() {
        boolean idle = tasks.list(TaskQuery.ALL).stream()
                .noneMatch(status -> status.state().isTerminal());
        assertThat(idle || tasks.restarts() > 0)
                .as("the process was restarted when tasks ended")
                .isTrue();
        tasks.close();
    }

    /** An analyzer that is gone when its process is. */
    private record Mortal(Analyzer analyzer, RestartingTasks.Life life) implements Analyzer {
        @Override
        public String name() {
            return analyzer.name();
        }

        @Override
        public String version() {
            return analyzer.version();
        }

        @Override
        public Scope scope() {
            return analyzer.scope();
        }

        @Override
        public AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception {
            life.requireAlive();
            return analyzer.analyze(request, context);
        }
    }
}
