package io.aiprism.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A set of analyzers with different names. Immutable and thread-safe. */
public final class Analyzers {
    private final Map<String, Analyzer> byName;

    private Analyzers(Collection<? extends Analyzer> analyzers) {
        this.byName = new LinkedHashMap<>();
        for (Analyzer analyzer : analyzers) {
            if (byName.putIfAbsent(analyzer.name(), analyzer) != null) {
                throw new IllegalArgumentException("two analyzers have the name '%s'".formatted(analyzer.name()));
            }
        }
    }

    /**
     * The given analyzers, in this order.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static Analyzers of(Collection<? extends Analyzer> analyzers) {
        return new Analyzers(analyzers);
    }

    /**
     * All analyzers that {@link ServiceLoader} finds on the class path or module path.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static Analyzers installed() {
        return new Analyzers(ServiceLoader.load(Analyzer.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** All of them. */
    public List<Analyzer> all() {
        return List.copyOf(byName.values());
    }

    /** Their names. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The analyzer of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public Analyzer named(String name) {
        Analyzer analyzer = byName.get(name);
        if (analyzer == null) {
            throw new IllegalArgumentException("no analyzer named '%s'; found: %s".formatted(name, names()));
        }
        return analyzer;
    }
}
