package io.aiprism.bench;

/** The part of {@link GatewayGroup} about what an application has to carry along. */
final class GatewayWeight {
    private GatewayWeight() {}

    static Table table() {
        var table = new Table("class path of", "jars", "MB");
        for (ClassPathWeight weight : ClassPathWeight.values()) {
            table.add(weight.label(), weight.jars().size(), megabytes(weight.bytes()));
        }
        return table;
    }

    static void goals(Goals goals) {
        for (ClassPathWeight weight : ClassPathWeight.values()) {
            goals.add(
                    "%s: at most %d jars and %s MB"
                            .formatted(weight.label(), weight.goalJars(), megabytes(weight.goalBytes())),
                    "%d jars, %s MB".formatted(weight.jars().size(), megabytes(weight.bytes())),
                    weight.jars().size() <= weight.goalJars() && weight.bytes() <= weight.goalBytes());
        }
    }

    private static String megabytes(long bytes) {
        return "%.1f".formatted(bytes / 1e6);
    }
}
