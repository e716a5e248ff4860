package io.tributary.coordinator.run;

import io.tributary.coordinator.round.Effect;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.protocol.message.RoundView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Rounds that are over and are not in the history yet, because one of them is still measured. In their order. One thread. */
final class UnsettledRounds {
    private final Deque<EndedRound> rounds = new ArrayDeque<>();
    private final Consumer<RoundView> history;

    /** @param history takes each round once it and all before it are settled */
    UnsettledRounds(Consumer<RoundView> history) {
        this.history = history;
    }

    /** Another round is over. */
    void add(EndedRound round) {
        rounds.add(round);
        settle();
    }

    /** Whether an event ends a measurement that is to come. */
    boolean await(RoundEvent event) {
        return EndedRound.measures(event) && rounds.stream().anyMatch(round -> round.awaits(event.round()));
    }

    /** Of what happens, only that counts which {@link #await} says. */
    void happened(RoundEvent event, Instant at) {
        if (await(event)) {
            rounds.stream().filter(round -> round.awaits(event.round())).forEach(round -> round.measured(event, at));
            settle();
        }
    }

    private void settle() {
        while (!rounds.isEmpty() && rounds.getFirst().settled()) {
            history.accept(rounds.removeFirst().view());
        }
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** Whether there is none or one. */
    boolean atMostOne() {
        return rounds.size() <= 1;
    }

    /** What is to be measured still, in order. */
    List<Effect> unmeasured() {
        return rounds.stream().<Effect>flatMap(round -> round.unmeasured().stream()).toList();
    }
}
