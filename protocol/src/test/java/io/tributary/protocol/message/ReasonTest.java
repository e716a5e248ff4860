package io.tributary.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    @ParameterizedTest
    @EnumSource
    void aCodeIsKebabCaseReadsBackAndIsARefusalInHttp(Reason reason) {
        assertTrue(reason.code().matches("[a-z]+(-[a-z]+)*"), reason.code());
        assertEquals(reason, Reason.of(reason.code()));
        assertTrue(reason.status() >= 400 && reason.status() < 600);
    }

    @ParameterizedTest
    @EnumSource
    void aProblemSaysItsReasonInEveryMember(Reason reason) throws RejectedException {
        Problem problem = Problem.of(new RejectedException(reason, "the detail"));
        assertEquals("urn:tributary:reason:" + reason.code(), problem.type());
        assertEquals(reason.code().replace('-', ' '), problem.title());
        assertEquals(reason.status(), problem.status());
        assertEquals("the detail", problem.detail());
        assertEquals(problem, WireJson.readMessage(WireJson.write(problem), Problem.class));
    }

    @Test
    void anUnknownCodeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Reason.of("WRONG_PLAN"));
    }

    @Test
    void aHugeDetailIsCutSoThatTheProblemStaysAMessage() throws RejectedException {
        Problem problem = Problem.of(Reason.LATE, "é".repeat(1_000_000));
        assertEquals(2000, problem.detail().length());
        assertEquals(problem, WireJson.readMessage(WireJson.write(problem), Problem.class));
    }

    @Test
    void aProblemIsNoSuccess() {
        assertThrows(IllegalArgumentException.class, () -> new Problem("t", "t", 200, Reason.LATE, "d"));
    }
}
