package io.tributary.coordinator.http;

import io.tributary.coordinator.channel.ChannelLimits;
import io.tributary.coordinator.http.entrance.Background;
import io.tributary.coordinator.http.entrance.Entrance;
import io.tributary.coordinator.scaling.Amounts;
import io.tributary.coordinator.selection.HeldCheckIns;
import io.tributary.coordinator.upload.UploadLimits;
import io.tributary.coordinator.upload.UploadService;

/** What is asked of this member, counted where it is done. Thread-safe, never blocks. */
final class MemberLoad {
    private final ApiServices services;
    private final UploadService uploads;
    private final Entrance entrance;
    private final Draining draining;

    MemberLoad(ApiServices services, UploadService uploads, Entrance entrance, Draining draining) {
        this.services = services;
        this.uploads = uploads;
        this.entrance = entrance;
        this.draining = draining;
    }

    /** Now. */
    Amounts asked() {
        return new Amounts((double) uploads.incompleteBytes(), uploads.incomplete(), draining.uploads(),
                services.meters().cores().ranges().getAsInt(), services.training().runs().wantedHere(),
                entrance.connections().open(), services.devices().channels().open(), services.devices().held().size());
    }

    /** The most that it can do. */
    static Amounts most(ApiServices services, Entrance entrance) {
        UploadLimits limits = UploadLimits.DEFAULT;
        return new Amounts((double) limits.bytes(), limits.count(), Background.Pool.UPLOADS.places(),
                services.meters().cores().count(), services.training().runs().atOnce(), entrance.connections().most(),
                ChannelLimits.DEFAULT.most(), HeldCheckIns.MOST);
    }
}
