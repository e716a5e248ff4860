package io.tributary.coordinator.run;

import io.tributary.coordinator.store.StoredRound;
import io.tributary.protocol.Fields;
import io.tributary.protocol.message.RoundView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rounds of a run that are over, and how many there are to be. The first of them may be stored as a {@link PastRound} each, in place
 * of their events: that of the round and whether the run was resumed after it is all that later rounds depend on, as long as a round
 * that was committed is among those whose events are stored, because it begins the count of {@link AbandonedRounds} anew. One thread.
 */
final class PastRounds {
    /** Rounds whose events are replaced in one transaction. */
    static final int MOST_AT_ONCE = 100;

    private final int planned;
    /** A list that never changes, so that the views of a round share it however long it is. */
    private List<RoundView> views = List.of();
    /** Rounds after which the run was resumed. */
    private final Set<Integer> resumed = new HashSet<>();
    /** Rounds that were abandoned before the run was resumed with none left: they are played again. */
    private int again;
    private int replaced;

    PastRounds(int planned) {
        this.planned = planned;
    }

    /**
     * Adds rounds as they are stored, before any other.
     *
     * @throws IllegalArgumentException if one of them cannot be read, or is missing
     */
    void recall(List<StoredRound> rounds) {
        List<RoundView> all = new ArrayList<>(rounds.size());
        views = all;
        long events = 0;
        for (StoredRound stored : rounds) {
            PastRound round = PastRound.decode(stored.json());
            Fields.within("its number", stored.round(), all.size() + 1, all.size() + 1);
            Fields.within("the number it tells", round.view().round(), stored.round(), stored.round());
            Fields.within("its last event", stored.lastSequence(), events + 1, Long.MAX_VALUE);
            events = stored.lastSequence();
            all.add(round.view());
            if (round.resumed()) {
                resumed();
            }
        }
        views = List.copyOf(all);
        replaced = all.size();
    }

    /** Another round is over. */
    void add(RoundView view) {
        List<RoundView> longer = new ArrayList<>(views);
        longer.add(view);
        views = List.copyOf(longer);
    }

    /** The run goes on after the last of these rounds, and no other was opened since. */
    void resumed() {
        resumed.add(views.size());
        again = views.size() == last() ? abandoned() : again;
    }

    /** Number of the last round: as many as were planned, and one more for each that is played again after a resume. */
    int last() {
        return planned + again;
    }

    /** Oldest first. */
    List<RoundView> views() {
        return views;
    }

    /** Why the run came to nothing: no round made a model version. Empty if one did, or none is over. */
    Optional<String> cameToNothing() {
        return views.isEmpty() || abandoned() < views.size() ? Optional.empty()
                : Optional.of("none of " + views.size() + " rounds made a model version; the last one was abandoned: "
                        + views.getLast().reason());
    }

    private int abandoned() {
        return (int) views.stream().filter(round -> round.outcome() == RoundView.Outcome.ABANDONED).count();
    }

    /**
     * What is to be stored in place of the events of rounds before this one, at most {@link #MOST_AT_ONCE} of them.
     *
     * @param round the current one or one that is over, whose version is kept; if it made none for all the run knows, nothing is replaced
     */
    SortedMap<Integer, String> toReplace(int round) {
        int end =
                madeNoVersion(round) ? replaced : Math.min(Math.min(round - 1, views.size()), replaced + MOST_AT_ONCE);
        SortedMap<Integer, String> told = new TreeMap<>();
        for (int past = replaced + 1; past <= end; past++) {
            told.put(past, new PastRound(views.get(past - 1), resumed.contains(past)).encode());
        }
        return told;
    }

    private boolean madeNoVersion(int round) {
        return round >= 1 && round <= views.size()
                && views.get(round - 1).outcome() != RoundView.Outcome.COMMITTED;
    }

    /** So many more rounds are stored in place of their events. */
    void replaced(int more) {
        replaced += more;
    }
}
