package io.aiprism.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What stands around a model call, against a fake Bedrock: does it keep quotas, save money, carry load, and survive faults? */
final class GatewayGroup implements Group {
    private static final int QUOTA_SECTIONS = 200;
    private static final int FAULT_SECTIONS = 2_000;
    // Enough for the bucket to be empty long before the end.
    private static final int QUICK_QUOTA_SECTIONS = 150;
    private static final int QUICK_FAULT_SECTIONS = 500;
    private static final String PLOT = "gateway-quota.svg";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String question() {
        return "does the model gateway hold quotas, save tokens, carry load and survive faults?";
    }

    @Override
    public List<String> plots() {
        return List.of(PLOT);
    }

    @Override
    public String run(Scale scale, Path rawResults) throws IOException, InterruptedException {
        var machine = new Machine();
        boolean quick = scale.equals(Scale.QUICK);
        GatewayCost cost = GatewayCost.measure();
        GatewayLoad load = GatewayLoad.measure();
        int faultSections = quick ? QUICK_FAULT_SECTIONS : FAULT_SECTIONS;
        List<GatewayFaults> faults =
                List.of(GatewayFaults.measure(false, faultSections), GatewayFaults.measure(true, faultSections));
        GatewayQuota quota = GatewayQuota.measure(quick ? QUICK_QUOTA_SECTIONS : QUOTA_SECTIONS);
        quota.plot(rawResults.resolve(PLOT));
        var goals = new Goals();
        quota.goals(goals);
        cost.goals(goals);
        load.goals(goals);
        faults.forEach(run -> run.goals(goals));
        GatewayWeight.goals(goals);
        return String.join(
                "\n\n",
                machine.describe(quick ? "a short run" : "a whole run"),
                quota.table().toString(),
                "![Calls that the quota let through](%s/%s)".formatted(Recording.PLOTS, PLOT),
                cost.table().toString(),
                load.table().toString(),
                GatewayFaults.text(faults),
                GatewayWeight.table().toString(),
                goals.toString());
    }
}
