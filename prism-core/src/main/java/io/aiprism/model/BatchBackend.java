package io.aiprism.model;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model whose answers come later and many at once: from a provider's batch job, which is cheaper and takes hours. Thread-safe.
 *
 * <p>It is used in rounds. A review that asks it collects what it would ask: each call ends with
 * {@link ModelException.Kind#PENDING}, which nobody repeats or asks elsewhere, and its request stands under {@link #open()}. When the job has
 * answered these, they are handed to {@link #answer} and {@link #fail}, and the failed sections are reviewed again: now the same
 * requests are answered at once. What is asked only after an answer, such as the rest of one that was cut off, is open then and
 * goes into the next round.
 *
 * <p>Two requests are the same if they ask the same of the model, on whoever's behalf. So the line that fences the document's text must
 * not change between rounds: where they are made by several processes, the installation's secret is needed for it.
 */
public final class BatchBackend implements ModelBackend {
    /** What a provider's job may name a record with: no more than 32 hexadecimal digits are used. */
    private static final int ID_BYTES = 16;

    private sealed interface Ending {
        record Answered(ModelResponse response) implements Ending {}

        record Failed(ModelException failure) implements Ending {}
    }

    private final ModelTarget target;
    private final ModelProfile profile;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ModelRequest> open = new LinkedHashMap<>();
    private final Map<String, Ending> endings = new LinkedHashMap<>();
    private volatile boolean closed;

    /**
     * A model of which nothing was asked.
     *
     * @param target that the job asks
     * @param profile what is known of it
     */
    public BatchBackend(ModelTarget target, ModelProfile profile) {
        this.target = requireNonNull(target, "target");
        this.profile = requireNonNull(profile, "profile");
    }

    /** What was asked and has no answer yet, by an id that is the same for the same request, in the order it was asked. */
    public Map<String, ModelRequest> open() {
        lock.lock();
        try {
            return Collections.unmodifiableMap(new LinkedHashMap<>(open));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says what the job has answered.
     *
     * @param id of an open request
     */
    public void answer(String id, ModelResponse response) {
        end(id, new Ending.Answered(requireNonNull(response, "response")));
    }

    /**
     * Says that the job has no answer, and why. A request that is to go into the next round as it is, is left open instead.
     *
     * @param id of an open request
     */
    public void fail(String id, ModelException failure) {
        end(id, new Ending.Failed(requireNonNull(failure, "failure")));
    }

    @Override
    public ModelTarget target() {
        return target;
    }

    @Override
    public ModelProfile profile() {
        return profile;
    }

    @Override
    public ModelResponse send(ModelRequest request) throws ModelException {
        if (closed) {
            throw new IllegalStateException("the batch of %s is closed".formatted(target));
        }
        String id = id(request);
        lock.lock();
        try {
            switch (endings.get(id)) {
                case null -> open.putIfAbsent(id, request);
                case Ending.Answered(var response) -> {
                    return response;
                }
                case Ending.Failed(var failure) -> throw failure;
            }
        } finally {
            lock.unlock();
        }
        throw ModelException.builder(
                        ModelException.Kind.PENDING,
                        "%s is to be asked by a batch job, as request %s".formatted(target, id))
                .target(target)
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void end(String id, Ending ending) {
        lock.lock();
        try {
            if (open.remove(requireNonNull(id, "id")) == null) {
                throw new IllegalArgumentException("there is no open request '%s'".formatted(id));
            }
            endings.put(id, ending);
        } finally {
            lock.unlock();
        }
    }

    private static String id(ModelRequest request) {
        ModelRequest asked = request.withContext(CallContext.NONE);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(asked.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
