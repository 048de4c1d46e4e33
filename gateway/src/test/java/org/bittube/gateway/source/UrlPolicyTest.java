package org.bittube.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.0.1/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://0.0.0.0/",
                "http://0.1.2.3/",
                "http://[::]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[ff02::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::169.254.169.254]/",
                "http://[64:ff9b::169.254.169.254]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://2852039166/",
            })
    void refusesLinkLocalMetadataUnspecifiedAndMulticast(String url) {
        assertThatThrownBy(() -> new UrlPolicy().check(URI.create(url))).isInstanceOf(SourceRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8081/live.flv",
                "http://[::1]/live.flv",
                "https://192.168.1.20/live.flv",
                "http://10.0.0.1/",
                "http://[fd12:3456::1]/",
                "http://203.0.113.7/",
                "HTTP://127.0.0.1/",
            })
    void encodersLiveOnLoopbackAndPrivateAddresses(String url) {
        assertThatCode(() ->
                        assertThat(new UrlPolicy().addresses(URI.create(url))).isNotEmpty())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://host/x",
                "rtmp://host/x",
                "live.flv",
                "http:/live.flv",
                "http://h:99999/"
            })
    void refusesWhatIsNoHttpUrl(String url) {
        assertThatThrownBy(() -> new HttpFlvSpec(URI.create(url))).isInstanceOf(SourceRefused.class);
    }

    @Test
    void oneRefusedAddressAmongSeveralRefusesTheName() {
        UrlPolicy policy = new UrlPolicy(host ->
                new InetAddress[] {InetAddress.getByName("203.0.113.7"), InetAddress.getByName("169.254.169.254")});
        assertThatThrownBy(() -> policy.addresses(URI.create("http://rebind.example/")))
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("rebind.example");
    }

    @Test
    void aNameThatDoesNotResolveIsNoReasonToRefuse() {
        UrlPolicy policy = new UrlPolicy(host -> {
            throw new UnknownHostException(host);
        });
        assertThatCode(() -> policy.check(URI.create("http://later.example/"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.addresses(URI.create("http://later.example/")))
                .isInstanceOf(UnknownHostException.class);
    }
}
