package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Section {@code round}: when a round closes.
 *
 * @param reportGoal updates that close it; none for {@code close: all}, which waits for the whole cohort
 * @param overSelect factor 1..1000: so many times the cohort is asked, for some to be slow
 * @param minReports fewer updates than this at the deadline abandon the round; the whole goal for {@code close: all}, half of it
 *        otherwise
 * @param deadlineSeconds how long a round may report
 * @param selectionSeconds how long to wait for devices to check in; a fifth of a second for each of them, and at least a minute, if none
 * @param maxAbandoned rounds in a row that may be abandoned for one reason before the run is paused
 * @param requires what a device must offer to be asked, if anything
 * @param drawFrom which devices cohorts are drawn from; those that wait, if nothing is said
 * @param eligibility a rule of somebody's own by which devices stay out
 */
public record RoundConfig(Optional<Integer> reportGoal, double overSelect, Optional<Integer> minReports,
        int deadlineSeconds, Optional<Integer> selectionSeconds, int maxAbandoned, Optional<Requirements> requires,
        Optional<CohortSource> drawFrom, Optional<PlugInSpec> eligibility) {
    private static final List<String> WORDS = Stream.of(CohortSource.values()).map(CohortSource::code).toList();

    static RoundConfig read(Section section) {
        boolean all = section.find("close", Forms.oneOf(List.of("all"))).isPresent();
        RoundConfig round = new RoundConfig(section.find("reportGoal", Forms.whole(1, 100_000)),
                section.get("overSelect", Forms.within(1, 1000), 1.0),
                section.find("minReports", Forms.whole(1, 100_000)),
                section.get("deadline", Forms.duration(), 600), section.find("selection", Forms.duration()),
                section.get("maxAbandoned", Forms.whole(1, 1_000_000), RoundSpec.ABANDONED),
                section.node("requires").map(_ -> requires(section.section("requires"))),
                section.find("drawFrom", Forms.oneOf(WORDS)).map(CohortSource::of),
                new Choice<>(section, "eligibility", Catalogue.eligibilityRules(), Sizes.NONE).read());
        if (all && round.reportGoal().isPresent()) {
            section.complain("reportGoal", "goes not with close: all, which waits for the whole cohort; leave one out");
        }
        if (round.requires().isPresent() && round.drawFrom().filter(CohortSource.ENROLLED::equals).isPresent()) {
            section.complain("drawFrom",
                    "enrolled goes not with requires: what devices offer is known only of those that"
                            + " wait; leave one out");
        }
        section.end();
        return round;
    }

    private static Requirements requires(Section section) {
        Requirements required = new Requirements(section.get("cores", Forms.whole(1, Requirements.MAX_CORES), 1),
                section.get("memory", Forms.bytes(Requirements.MAX_MEMORY), 1L));
        section.end();
        return required;
    }
}
