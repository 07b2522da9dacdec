using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Domain.Tests.Owners;

public sealed class OwnReachTests
{
    private const string Number = "+8613800138000";

    [Theory]
    [InlineData("+8613800138000")]
    [InlineData("008613800138000")]
    [InlineData("13800138000")]
    [InlineData("013800138000")]
    [InlineData("+86 138-0013-8000")]
    [InlineData("tel:+8613800138000")]
    [InlineData("１３８００１３８０００")]
    [InlineData("١٣٨٠٠١٣٨٠٠٠")]
    public void A_number_is_itself_however_it_is_written(string recipient) => OwnReach.ByPhone(Number, recipient).ShouldBeTrue();

    [Theory]
    [InlineData("+8613900139000")]
    [InlineData("+8613800138001")]
    [InlineData("")]
    public void Another_number_is_another(string recipient) => OwnReach.ByPhone(Number, recipient).ShouldBeFalse();

    [Theory]
    [InlineData("13800138000@139.com")]
    [InlineData("8613800138000@sms.example")]
    [InlineData("+8613800138000@sms.example")]
    [InlineData("138.0013.8000@sms.example")]
    [InlineData("138-0013-8000+tag@sms.example")]
    [InlineData("zhou.13800138000@139.com")]
    [InlineData("１３８００１３８０００@139.com")]
    [InlineData("zhou@13800138000.sms.example")]
    [InlineData("13800138000")]
    public void An_address_that_becomes_an_sms_to_the_number_reaches_it(string address) => OwnReach.ByEmail(Number, address).ShouldBeTrue();

    [Theory]
    [InlineData("zhou@example.com")]
    [InlineData("zhou1380@example.com")]
    [InlineData("13900139000@139.com")]
    public void Other_addresses_do_not(string address) => OwnReach.ByEmail(Number, address).ShouldBeFalse();
}
