package io.tributary.coordinator.sharing;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.RunNews;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import org.slf4j.LoggerFactory;

/** News of runs on a topic of live events. A member does not hear itself; what it cannot read, it leaves alone. */
public final class LiveRunNews implements RunNews {
    private static final String TOPIC = "run-news";
    private static final int LONGEST = 4_000;
    private static final FaultLog FAULTS = new FaultLog(LoggerFactory.getLogger(LiveRunNews.class));

    private final LiveEvents events;
    private final String self;

    enum Kind {
        MOVED,
        TOLD,
        STOP,
        LOOK
    }

    /**
     * One piece of news.
     *
     * @param v format version, 1
     * @param from the member that tells it
     * @param run whose news it is; empty for LOOK
     * @param said the stored form of the event for TOLD, the reason for STOP; else empty
     */
    record News(int v, String from, Kind kind, String run, String said) implements Versioned {
        News {
            Fields.version(v);
            Fields.given("kind", kind);
            Fields.given("from", from);
            Fields.given("run", run);
            Fields.given("said", said);
        }
    }

    /** News among the members that hear these events. */
    public LiveRunNews(LiveEvents events, String self) {
        this.events = events;
        this.self = self;
    }

    @Override
    public void moved(RunView run) {
        publish(Kind.MOVED, run.run(), "");
    }

    @Override
    public void told(String run, RoundEvent event) {
        publish(Kind.TOLD, run, EventCodec.encode(event));
    }

    @Override
    public void stop(String run, String why) {
        publish(Kind.STOP, run, why.substring(0, Math.min(why.length(), LONGEST)));
    }

    @Override
    public void look() {
        publish(Kind.LOOK, "", "");
    }

    private void publish(Kind kind, String run, String said) {
        events.publish(TOPIC, WireJson.write(new News(Versioned.VERSION, self, kind, run, said)));
    }

    @Override
    public void listen(Listener listener) {
        events.subscribe(TOPIC, bytes -> hear(bytes, listener));
    }

    private void hear(byte[] bytes, Listener listener) {
        try {
            News news = WireJson.readMessage(bytes, News.class);
            if (!news.from().equals(self)) {
                hear(news, listener);
            }
        } catch (RejectedException | IllegalArgumentException unreadable) {
            FAULTS.warn("news of another member could not be read", unreadable);
        }
    }

    private static void hear(News news, Listener listener) {
        switch (news.kind()) {
            case MOVED -> listener.moved(news.run());
            case TOLD -> listener.told(news.run(), EventCodec.decode(news.said()));
            case STOP -> listener.stop(news.run(), news.said());
            case LOOK -> listener.look();
        }
    }
}
