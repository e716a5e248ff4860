package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.coordinator.http.entrance.Problems;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRefusalIsToldInFull(Reason reason) {
        Problem problem = Problems.of(new RejectedException(reason, "what was wrong"));
        assertEquals(new Problem("urn:tributary:reason:" + reason.code(), reason.code().replace('-', ' '),
                reason.status(), reason, "what was wrong"), problem);
    }

    @Test
    void aFaultOfTheCoordinatorIsToldInNoMoreThanAWord() {
        Problem problem = Problems.of(new IllegalStateException("password 1234 in /home/x"));
        assertEquals(500, problem.status());
        assertFalse(problem.detail().contains("1234"), problem.detail());
    }

    @Test
    void brokenStorageIsToldApartFromARefusalAndNotInDetail() {
        Problem problem = Problems.of(new StoreException("writing /var/lib/x"));
        assertEquals(503, problem.status());
        assertEquals(Reason.UNAVAILABLE, problem.code());
        assertFalse(problem.detail().contains("/var"), problem.detail());
    }

    @Test
    void damageIsToldApartFromStorageThatIsOutOfOrderBecauseToTryAgainDoesNotHelp() {
        Problem problem = Problems.of(new DamagedException("table device, device ann"));
        assertEquals(500, problem.status());
        assertEquals("something stored that this needs is damaged; the coordinator's log says what and where",
                problem.detail());
    }

    @Test
    void aStatusThatTheFrameworkChoseKeepsItAndGetsAReason() {
        assertEquals(Reason.TOO_LARGE, Problems.ofStatus(413, "x").code());
        assertEquals(405, Problems.ofStatus(405, "x").status());
    }
}
