package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.message.ChannelReply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Messages over a channel. */
class ChannelMessagesTest extends MessagesContract {
    private RawChannel open;

    @Override
    Line line(URI messages, URI channel) throws Exception {
        RawChannel raw = RawChannel.open(channel, ann.token());
        open = raw;
        return new Line() {
            private int number;

            @Override
            public Object say(byte[] json) throws Exception {
                ask(json);
                ChannelReply reply = raw.reply();
                if (reply instanceof ChannelReply.Answer answer) {
                    assertEquals(number, answer.number());
                    return answer.message();
                }
                ChannelReply.Refusal refusal = (ChannelReply.Refusal) reply;
                assertEquals(number, refusal.number());
                return refusal.problem();
            }

            @Override
            public void ask(byte[] json) throws Exception {
                number++;
                raw.text("{\"v\":1,\"number\":" + number + ",\"message\":" + new String(json, StandardCharsets.UTF_8)
                        + "}");
            }

            @Override
            public void close() throws IOException {
                raw.close();
            }
        };
    }

    @Override
    void expectSessionOver(Line line) throws Exception {
        RawChannel.Frame closing = open.closing();
        assertEquals(4001, closing.code());
        assertEquals("session-over", closing.reason());
    }
}
