package io.aiprism.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.task.PermanentFailureException;
import io.aiprism.task.RetryLaterException;
import io.aiprism.task.RetryPolicy;
import io.aiprism.task.Task;
import io.aiprism.task.TaskContext;
import io.aiprism.task.TaskOptions;
import io.aiprism.task.TaskState;
import io.aiprism.testkit.task.TaskModel.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations end as a small model says. A failure names the seed with which it can be repeated. */
@Timeout(120)
final class TaskModelTest {
    private static final int OPERATIONS = 200;
    private static final int PLACES = 300;

    static Stream<Long> seeds() {
        return LongStream.range(0, 8).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tasks_in_memory_behave_as_the_model(long seed) throws Exception {
        play(new InProcessHarness(), seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stored_tasks_behave_as_the_model(long seed) throws Exception {
        play(new EncodingHarness(), seed);
    }

    private static void play(TaskExecutorHarness harness, long seed) throws Exception {
        Random random = new Random(seed);
        List<TaskModel> models = new ArrayList<>();
        List<String> history = new ArrayList<>();
        try (TaskFixture fixture = TaskFixture.open(harness, config -> config.maxConcurrency(PLACES))) {
            for (int i = 0; i < OPERATIONS; i++) {
                history.add(operate(fixture, models, random));
                compare(fixture, models, () -> "seed %d after %s".formatted(seed, history));
            }
        }
    }

    private static String operate(TaskFixture fixture, List<TaskModel> models, Random random) {
        Instant now = fixture.clock.now();
        int choice = random.nextInt(10);
        if (choice < 3 || models.isEmpty()) {
            models.add(submit(fixture, random));
            return "submit " + models.size();
        }
        if (choice < 5) {
            Duration step = Duration.ofSeconds(random.nextInt(20));
            fixture.clock.advance(step);
            models.forEach(model -> model.timeIs(fixture.clock.now()));
            return "advance " + step;
        }
        int index = random.nextInt(models.size());
        TaskModel model = models.get(index);
        if (choice == 5) {
            assertThat(model.task.cancel("random").isCancelled())
                    .isEqualTo(!model.state().isTerminal());
            model.cancel();
            return "cancel " + (index + 1);
        }
        if (model.state() != TaskState.RUNNING) {
            return "nothing";
        }
        Order order = switch (random.nextInt(5)) {
            case 0 -> new Order.Succeed();
            case 1 -> new Order.Fail();
            default -> new Order.RetryAt(now.plusSeconds(random.nextInt(15)), random.nextBoolean());
        };
        model.orders.add(order);
        model.obey(order, now);
        return order + " " + (index + 1);
    }

    private static TaskModel submit(TaskFixture fixture, Random random) {
        Instant startAt = fixture.clock.now().plusSeconds(random.nextInt(15));
        // Never at the same moment as anything else.
        Duration timeout = Duration.ofMillis(500 + 1000L * random.nextInt(60));
        int maxRetries = random.nextInt(3);
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        Task<String> task = fixture.submit(
                context -> obey(orders, context),
                TaskOptions.builder()
                        .startAt(startAt)
                        .timeout(timeout)
                        .retry(RetryPolicy.of(maxRetries))
                        .build());
        TaskModel model = new TaskModel(task, orders, startAt, startAt.plus(timeout), maxRetries);
        model.timeIs(fixture.clock.now());
        return model;
    }

    private static String obey(BlockingQueue<Order> orders, TaskContext context) throws Exception {
        Order order = orders.take();
        return switch (order) {
            case Order.Succeed succeed -> "attempt " + context.attempt();
            case Order.Fail fail -> throw new PermanentFailureException("ordered", null);
            case Order.RetryAt(var at, var counted) ->
                throw counted
                        ? RetryLaterException.failed("ordered", at, null)
                        : RetryLaterException.snooze("ordered", at);
        };
    }

    private static void compare(TaskFixture fixture, List<TaskModel> models, Supplier<String> when)
            throws InterruptedException {
        long running = models.stream()
                .filter(model -> model.state() == TaskState.RUNNING)
                .count();
        for (TaskModel model : models) {
            fixture.eventually(
                    "task to be %s with %d attempts but it is %s; %s"
                            .formatted(model.state(), model.attempts(), fixture.status(model.task), when.get()),
                    () -> model.task.state() == model.state()
                            && (model.state() == TaskState.TIMED_OUT
                                    || fixture.status(model.task).attempt() == model.attempts()));
        }
        fixture.eventually(
                "threads to be back; " + when.get(),
                () -> fixture.manager.stats().running() == running);
    }
}
