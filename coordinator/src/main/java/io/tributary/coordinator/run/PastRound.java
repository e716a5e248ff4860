package io.tributary.coordinator.run;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.protocol.Fields;
import io.tributary.protocol.message.RoundView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A round that is over, as it is stored in place of its events: JSON whose objects are arrays, because there is one for each round that
 * ever was. Numbers come back as they were. Immutable.
 *
 * @param view the round as operators see it
 * @param resumed whether the run was stopped, paused or had failed after it, and was resumed
 */
record PastRound(RoundView view, boolean resumed) {
    private static final JsonMapper MAPPER = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder arrays = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL));
        List.of(Kept.class, Round.class, RoundView.Reports.class, RoundView.Evaluation.class,
                RoundView.Traffic.class, RoundView.Seconds.class, RoundView.Model.class)
                .forEach(type -> arrays.withConfigOverride(type,
                        override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY))));
        return arrays.build();
    }

    /** What is written: its form never changes, whatever more a view says. */
    private record Kept(Round view, boolean resumed) {}

    /** The events of a round as a view has them; what the view has from elsewhere is not among them. */
    private record Round(int round, RoundView.Outcome outcome, @JsonSetter(nulls = Nulls.SET) @Nullable String reason,
            RoundView.Reports reports, @JsonSetter(nulls = Nulls.SET) RoundView.@Nullable Evaluation evaluation,
            RoundView.Traffic traffic, RoundView.Seconds seconds, RoundView.Model model) {
        Round {
            Fields.within("round", round, 1, Integer.MAX_VALUE);
        }

        static Round of(RoundView view) {
            return new Round(view.round(), view.outcome(), view.reason(), view.reports(), view.evaluation(),
                    view.traffic(), view.seconds(), view.model());
        }

        RoundView view() {
            return new RoundView(round, outcome, reason, reports, evaluation, traffic, seconds, model);
        }
    }

    String encode() {
        try {
            return MAPPER.writeValueAsString(new Kept(Round.of(view), resumed));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a storable round: " + view, impossible);
        }
    }

    /** @throws IllegalArgumentException if it is none: the store was altered, or written by a newer version */
    static PastRound decode(String json) {
        try {
            Kept read = MAPPER.readValue(json, Kept.class);
            if (read != null) {
                return new PastRound(read.view().view(), read.resumed());
            }
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not a stored round: " + unreadable.getOriginalMessage(), unreadable);
        }
        throw new IllegalArgumentException("not a stored round: it is null");
    }
}
