package io.tributary.extension;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import io.tributary.client.eligibility.LocalLimits;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import java.util.List;
import java.util.OptionalInt;

/** A device that is hot does not check in. */
public final class EligibilityRuleCheck {
    private EligibilityRuleCheck() {}

    public static void check() {
        Toys.require(lacking(true).equals(List.of("the device is hot")), lacking(true).toString());
        Toys.require(lacking(false).isEmpty(), lacking(false).toString());
    }

    private static List<String> lacking(boolean hot) {
        Conditions now = new Conditions(OptionalInt.empty(), false, false, true, 1L << 40, hot);
        return new EligibilityCheck(() -> now, EligibilityPolicy.DEFAULT, new LocalLimits(1, 1L << 30)).lacking();
    }
}
