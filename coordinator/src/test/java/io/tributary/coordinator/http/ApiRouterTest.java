package io.tributary.coordinator.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiRouterTest {
    private final Vertx vertx = Vertx.vertx();
    private final ApiRouter router = new ApiRouter(vertx, _ -> {}, List.of(404));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aRouteWithoutAGuardIsFoundAtTheStart() {
        router.get("/guarded", Guard.anybody()).handler(_ -> {});
        assertDoesNotThrow(router::checked);
        router.unguarded().get("/open").handler(_ -> {});
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, router::checked).getMessage())
                .contains("/open has no guard"));
    }
}
