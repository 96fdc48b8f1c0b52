package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FollowerIncarnationsTest {
    private final FollowerIncarnations incarnations = new FollowerIncarnations();

    @Test
    void aFetchThatComesAfterALaterIncarnationsDoesNotCount() {
        assertThat(incarnations.admit(2, 70)).isTrue();
        assertThat(incarnations.admit(2, 90)).isTrue();
        assertThat(incarnations.admit(2, 70)).isFalse();
        assertThat(incarnations.admit(2, 90)).isTrue();
    }

    @Test
    void brokersDoNotOutdateEachOther() {
        assertThat(incarnations.admit(2, 90)).isTrue();
        assertThat(incarnations.admit(3, 70)).isTrue();
    }

    @Test
    void whoDoesNotSayCountsAsLongAsItNeverHas() {
        assertThat(incarnations.admit(2, -1)).isTrue();
        assertThat(incarnations.admit(2, -1)).isTrue();
        assertThat(incarnations.admit(2, 90)).isTrue();
        assertThat(incarnations.admit(2, -1)).isFalse();
    }
}
