package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.Fields;
import java.util.function.Function;

/** What the coordinator says on a channel, version 1. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = ChannelReply.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = ChannelReply.Refusal.class, name = "refusal"),
    @JsonSubTypes.Type(value = ChannelReply.Push.class, name = "push")})
public sealed interface ChannelReply extends WireMessage, Envelope {
    /** One result for each kind of reply. A new kind is one more parameter here, so that the compiler finds everybody who must know it. */
    <T> T fold(Function<Answer, T> answer, Function<Refusal, T> refusal, Function<Push, T> push);

    /** What the question of this number is answered by. */
    record Answer(int number, CoordinatorMessage message) implements ChannelReply {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if the number is out of range
         */
        public Answer {
            Fields.within("number", number, 1, Integer.MAX_VALUE);
        }

        @Override
        public <T> T fold(Function<Answer, T> answer, Function<Refusal, T> refusal, Function<Push, T> push) {
            return answer.apply(this);
        }
    }

    /** Why the question of this number was refused; nothing was changed. */
    record Refusal(int number, Problem problem) implements ChannelReply {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if the number is out of range
         */
        public Refusal {
            Fields.within("number", number, 1, Integer.MAX_VALUE);
        }

        @Override
        public <T> T fold(Function<Answer, T> answer, Function<Refusal, T> refusal, Function<Push, T> push) {
            return refusal.apply(this);
        }
    }

    /** Something that nobody asked for. */
    record Push(CoordinatorMessage message) implements ChannelReply {
        @Override
        public <T> T fold(Function<Answer, T> answer, Function<Refusal, T> refusal, Function<Push, T> push) {
            return push.apply(this);
        }
    }
}
