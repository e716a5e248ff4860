package io.tributary.loadtest.members;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MemberTrafficTest {
    @Test
    void whatBothEndsOfAConnectionSentIsSummedAndNothingElse() {
        assertEquals(1_937 + 129, MemberTraffic.sum("""
                0      0      [::ffff:127.0.0.1]:34693 [::ffff:127.0.0.1]:59686
                \t bbr rto:204 bytes_sent:129 bytes_acked:1000 bytes_received:1127 segs_out:2
                0      0      [::ffff:127.0.0.1]:59686 [::ffff:127.0.0.1]:34693
                \t bbr rto:204 bytes_sent:1937 bytes_retrans:44 bytes_acked:1938 notbytes_sent:5
                """));
        assertEquals(0, MemberTraffic.sum(""));
    }
}
