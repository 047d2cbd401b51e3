package io.aiprism.bench;

import io.aiprism.analysis.AnalysisContext;
import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.languagetool.LanguageToolAnalyzer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.languagetool.JLanguageTool;
import org.languagetool.Languages;
import org.languagetool.ResultCache;
import org.languagetool.UserConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long does a page take, that nobody has checked before? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LanguageToolBenchmark {
    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {
        static final long CACHE = 2_000;

        final AtomicLong seeds = new AtomicLong();
        final ResultCache cache = new ResultCache(CACHE);
        final LanguageToolAnalyzer analyzer = new LanguageToolAnalyzer();

        /** Lets go of the checkers. */
        @TearDown
        public void end() {
            analyzer.close();
        }
    }

    /** Another page for each call. */
    @State(Scope.Thread)
    public static class Page {
        @SuppressWarnings("NullAway.Init") // by begin
        ProsePages pages;

        @SuppressWarnings("NullAway.Init") // by next
        List<String> paragraphs;

        @SuppressWarnings("NullAway.Init") // by next
        AnalysisRequest request;

        /** Takes pages that no other thread has. */
        @Setup
        public void begin(Shared shared) {
            pages = new ProsePages(shared.seeds.incrementAndGet());
        }

        /** Writes the next page. */
        @Setup(Level.Invocation)
        public void next() {
            paragraphs = pages.next();
            request = ProsePages.request(paragraphs);
        }
    }

    /** LanguageTool's own class, of which each thread needs one. */
    @State(Scope.Thread)
    public static class Checker {
        @SuppressWarnings("NullAway.Init") // by create
        JLanguageTool tool;

        /** Makes it, with all rules that are on by default. */
        @Setup
        public void create(Shared shared) {
            JLanguageTool.getDataBroker();
            tool = new JLanguageTool(Languages.getLanguageForShortCode("en-US"), shared.cache, new UserConfig());
        }
    }

    /** The analyzer, as a review calls it. */
    @Benchmark
    public Object prism(Shared shared, Page page) throws Exception {
        return shared.analyzer.analyze(page.request, AnalysisContext.direct());
    }

    /** LanguageTool alone. */
    @Benchmark
    public int bare(Checker checker, Page page) throws Exception {
        int matches = 0;
        for (String paragraph : page.paragraphs) {
            matches += checker.tool.check(paragraph).size();
        }
        return matches;
    }
}
