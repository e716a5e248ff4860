package io.tributary.coordinator.http;

import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Background.Pool;
import io.tributary.coordinator.http.entrance.Reply;
import io.tributary.protocol.message.KeyPage;
import io.tributary.secureagg.identity.KeyChain;
import io.vertx.ext.web.RoutingContext;

/** The key sets of this coordinator, for anybody: whoever pinned one of its roots follows them before anything else is believed. */
final class KeyRoute {
    private final KeyChain keys;
    private final Background background;

    KeyRoute(KeyChain keys, Background background) {
        this.keys = keys;
        this.background = background;
    }

    void mount(ApiRouter router) {
        router.get("/v1/keys", Guard.anybody()).handler(this::links);
    }

    private void links(RoutingContext request) {
        Paging paging = Paging.of(request);
        background.answer(request, Pool.DEVICES,
                () -> Reply.json(200, new KeyPage(keys.links(paging.afterNumber().orElse(0) + 1))));
    }
}
