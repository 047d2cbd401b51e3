package io.aiprism.bench;

/** What was to be reached, and whether it was. Not thread-safe. */
final class Goals {
    private final Table table = new Table("goal", "measured", "met");

    void add(String goal, String measured, boolean met) {
        table.add(goal, measured, met ? "yes" : "no");
    }

    /** As a Markdown table. */
    @Override
    public String toString() {
        return table.toString();
    }
}
