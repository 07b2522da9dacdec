using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Tests.Deliveries.Webhooks;

public sealed class WebhookTargetsTests
{
    [Theory]
    [InlineData("https://hooks.example.com/recycled?tenant=1")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://8.8.8.8/hook")]
    [InlineData("https://[2606:4700::1111]/hook")]
    public void A_public_https_address_may_be_set(string url) => WebhookTargets.Allows(url, allowLoopback: false).ShouldBeTrue();

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://user:secret@hooks.example.com/")]
    [InlineData("https://@hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://hooks.example.com/#")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://hooks.example.com:0/")]
    [InlineData("https://hooks.example.com\\@evil.example/")]
    [InlineData("https://hooks.example.com/ a")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://intranet/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    public void Anything_else_may_not(string url) => WebhookTargets.Allows(url, allowLoopback: false).ShouldBeFalse();

    [Fact]
    public void A_url_has_at_most_500_characters()
    {
        var url = "https://hooks.example.com/";

        WebhookTargets.Allows(url.PadRight(500, 'a'), allowLoopback: false).ShouldBeTrue();
        WebhookTargets.Allows(url.PadRight(501, 'a'), allowLoopback: false).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost:5000/hook", true)]
    [InlineData("http://127.0.0.1:5000/hook", true)]
    [InlineData("http://[::1]:5000/hook", true)]
    [InlineData("http://hooks.example.com/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("https://10.0.0.1/", false)]
    public void In_Development_loopback_may_be_set_and_nothing_else_inside(string url, bool allowed) =>
        WebhookTargets.Allows(url, allowLoopback: true).ShouldBe(allowed);
}
