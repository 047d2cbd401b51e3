package io.aiprism.languagetool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.languagetool.JLanguageTool;
import org.languagetool.rules.Rule;

/**
 * LanguageTool's checkers, which are large and for one thread each. There are never more than a fixed number, in use and idle
 * together; who wants one more waits.
 */
final class Checkers implements AutoCloseable {
    private final Function<Variety, JLanguageTool> factory;
    private final int max;
    private final Semaphore permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Checker> idle = new ArrayDeque<>();
    private int existing;
    private int peak;
    private boolean closed;

    Checkers(int max, Function<Variety, JLanguageTool> factory) {
        this.max = max;
        this.permits = new Semaphore(max, true);
        this.factory = factory;
    }

    /** Takes a checker for a language; closing gives it back. */
    Checker take(Variety variety) throws InterruptedException {
        permits.acquire();
        boolean taken = false;
        try {
            Checker checker = reuse(variety);
            if (checker == null) {
                checker = create(variety);
            }
            taken = true;
            return checker;
        } finally {
            if (!taken) {
                permits.release();
            }
        }
    }

    private Checker create(Variety variety) {
        boolean created = false;
        try {
            var checker = new Checker(variety.code(), factory.apply(variety));
            created = true;
            return checker;
        } finally {
            if (!created) {
                forget();
            }
        }
    }

    private @Nullable Checker reuse(Variety variety) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this analyzer is closed");
            }
            for (Checker checker : idle) {
                if (checker.code.equals(variety.code())) {
                    idle.remove(checker);
                    return checker;
                }
            }
            if (existing == max) {
                // All are for other languages: this thread's permit stands for an idle one.
                idle.removeFirst();
                existing--;
            }
            existing++;
            peak = Math.max(peak, existing);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        lock.lock();
        try {
            existing--;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Checker checker) {
        lock.lock();
        try {
            if (closed) {
                existing--;
            } else {
                idle.addLast(checker);
            }
        } finally {
            lock.unlock();
            permits.release();
        }
    }

    /** The largest number of checkers that there have been at one time. */
    int peak() {
        lock.lock();
        try {
            return peak;
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the idle ones; those in use are let go when they are given back. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            existing -= idle.size();
            idle.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A checker in use. */
    final class Checker implements AutoCloseable {
        private final String code;
        private final JLanguageTool tool;
        private final Set<String> spellingRules;

        private Checker(String code, JLanguageTool tool) {
            this.code = code;
            this.tool = tool;
            this.spellingRules = tool.getAllRules().stream()
                    .filter(Rule::isDictionaryBasedSpellingRule)
                    .map(Rule::getId)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The ids of rules that look words up. Matches from the cache do not know it of their rules any more. */
        Set<String> spellingRules() {
            return spellingRules;
        }

        JLanguageTool tool() {
            return tool;
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}
