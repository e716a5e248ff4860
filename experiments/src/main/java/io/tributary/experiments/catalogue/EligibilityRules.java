package io.tributary.experiments.catalogue;

import io.tributary.client.eligibility.EligibilityPlugIn;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.List;

/** Rules by which a plan keeps devices out of its rounds: none comes with Tributary, since each device has a policy of its own. */
final class EligibilityRules {
    private EligibilityRules() {}

    static Family<PlugInSpec> all() {
        return new PlugInKinds<EligibilityPlugIn, PlugInSpec>(
                new Family<>("eligibility rules", "round.eligibility", List.of()), List.of(), "nothing",
                (_, spec, _) -> spec).with(PlugIns.of(EligibilityPlugIn.class, "eligibility rule"));
    }
}
