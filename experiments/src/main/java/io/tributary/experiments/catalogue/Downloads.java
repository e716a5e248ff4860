package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.List;
import java.util.Optional;

/** In what steps from one model version to the next are written. */
final class Downloads {
    private static final String NEEDS = "nothing; only a device that holds the version before gains";

    private static final Kind<Download> FLOAT32 =
            new Kind<>("float32", "No steps: whole chunks, of those that changed.",
                    Optional.empty(), "4 bytes a value", "nothing", List.of(), "float32", _ -> Download.FLOAT32);

    private static final Kind<Download> BF16 = new Kind<>("bf16",
            "Steps rounded to bfloat16; the next version is what the rounded step makes of the last.", Optional.empty(),
            "2 bytes a value", NEEDS, List.of(), "bf16", _ -> Download.BF16);

    private static final Kind<Download> INT8 = new Kind<>("int8",
            "Steps rounded to 8 bits with a scale for each chunk; the next version is what they make of the last.",
            Optional.empty(), "1 byte a value, and 4 a chunk", NEEDS, List.of(), "int8", _ -> Download.INT8);

    static final Family<Download> ALL =
            new Family<>("steps between versions", "update.download", List.of(FLOAT32, BF16, INT8));

    private Downloads() {}
}
