package io.aiprism.bench;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when a run happened, and how busy the machine was: measurements are worth nothing without. */
final class Machine {
    private final double loadBefore = load();

    /**
     * To be asked when the run is over.
     *
     * @param scale how long was measured
     */
    String describe(Scale scale) {
        return describe(scale.toString());
    }

    /** The same, for what is not measured in rounds. */
    String describe(String scale) {
        return """
            - %s, %s on %s, %d processors
            - %s %s
            - load average %.1f before the run and %.1f after, its own threads included
            - %s\
            """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        loadBefore,
                        load(),
                        scale);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
