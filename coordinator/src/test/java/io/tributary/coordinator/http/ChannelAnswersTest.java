package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ChannelQuestion;
import io.tributary.protocol.message.ChannelReply;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import org.junit.jupiter.api.Test;

class ChannelAnswersTest {
    private static RejectedException full() {
        return new RejectedException(Reason.UNAVAILABLE, "too many are in work");
    }

    @Test
    void aQuestionThatFindsNoPlaceIsRefusedAndItsChannelStays() {
        byte[] question = WireJson.write(new ChannelQuestion(7, new DeviceMessage.CheckIn("ann")));
        ChannelReply.Refusal refusal = (ChannelReply.Refusal) ChannelAnswers.refused(question, full()).result();
        assertEquals(7, refusal.number());
        assertEquals(Reason.UNAVAILABLE, refusal.problem().code());
    }

    @Test
    void onlyAQuestionWithoutANumberCannotBeRefused() {
        assertTrue(ChannelAnswers.refused(new byte[] {'{', '}'}, full()).failed());
    }
}
