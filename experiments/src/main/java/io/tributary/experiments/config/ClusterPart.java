package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.util.Optional;

/**
 * How many coordinators play the experiment as one, and what is done to them.
 *
 * @param members 1 for a coordinator of its own; more share a database and an object store that the run starts itself
 * @param killInRound the member that plays the run is killed in this round; nobody is if empty
 */
public record ClusterPart(int members, Optional<Integer> killInRound) {
    private static final int MOST = 9;
    private static final int MOST_ROUNDS = 1_000_000;

    static ClusterPart read(Section section) {
        ClusterPart part = new ClusterPart(section.get("members", Forms.whole(1, MOST), 1),
                section.find("killInRound", Forms.whole(1, MOST_ROUNDS)));
        if (part.killInRound().isPresent() && part.members() == 1) {
            section.complain("killInRound", "needs a member that goes on: set cluster.members to 2 or more");
        }
        section.end();
        return part;
    }
}
