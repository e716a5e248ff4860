package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.util.List;
import java.util.Optional;

/**
 * How many coordinators play the experiment as one, and what is done to them.
 *
 * @param members 1 to {@value #MOST}; more than one need shared stores
 * @param killInRound the member that plays the run is killed in this round; nobody is if empty
 * @param stores where the state lies
 */
public record ClusterPart(int members, Optional<Integer> killInRound, Stores stores) {
    /** Where the state of a run's coordinators lies. */
    public enum Stores {
        /** In a directory of the one coordinator. */
        EMBEDDED,
        /** In a database and an object store that the run starts itself. */
        SHARED
    }

    private static final int MOST = 9;
    private static final int MOST_ROUNDS = 1_000_000;

    static ClusterPart read(Section section) {
        int members = section.get("members", Forms.whole(1, MOST), 1);
        Optional<Integer> killInRound = section.find("killInRound", Forms.whole(1, MOST_ROUNDS));
        Optional<String> said = section.find("stores", Forms.oneOf(List.of("embedded", "shared")));
        Stores stores = said.orElse(members == 1 ? "embedded" : "shared").equals("shared") ? Stores.SHARED
                : Stores.EMBEDDED;
        ClusterPart part = new ClusterPart(members, killInRound, stores);
        if (stores == Stores.EMBEDDED && members > 1) {
            section.complain("stores", "several members need a database and objects that all reach: write shared");
        }
        if (part.killInRound().isPresent() && part.members() == 1) {
            section.complain("killInRound", "needs a member that goes on: set cluster.members to 2 or more");
        }
        section.end();
        return part;
    }
}
