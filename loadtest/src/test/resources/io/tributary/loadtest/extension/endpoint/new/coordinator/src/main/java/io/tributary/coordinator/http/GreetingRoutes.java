package io.tributary.coordinator.http;

import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Reply;
import java.util.Map;

/** Says hello. */
final class GreetingRoutes {
    private final Background background;

    GreetingRoutes(Background background) {
        this.background = background;
    }

    void mount(ApiRouter router) {
        router.get("/v1/greeting", Guard.anybody())
                .handler(request -> background.answer(request, Background.Pool.OPERATORS, () -> Reply.json(200, Map.of("hello", "world"))));
    }
}
