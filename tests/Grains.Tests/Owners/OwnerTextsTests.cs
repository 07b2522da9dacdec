using RecycledNumbers.Grains.Owners;

namespace RecycledNumbers.Grains.Tests.Owners;

public sealed class OwnerTextsTests
{
    [Theory]
    [InlineData("zh-Hans", "US", "zh-CN")]
    [InlineData("ZH", "US", "zh-CN")]
    [InlineData("en-GB", "CN", "en")]
    [InlineData("fr", "CN", "en")]
    [InlineData(null, "CN", "zh-CN")]
    [InlineData(null, "FR", "en")]
    public void The_language_is_the_contacts_else_the_countrys(string? tag, string country, string language) =>
        OwnerTexts.LanguageFor(tag, country).ShouldBe(language);

    [Fact]
    public void An_operators_text_replaces_the_programs()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("rn-texts-").FullName;
        File.WriteAllText(Path.Combine(folder, "notice.en.sms.txt"), "Until {date}: {services}");
        var texts = new OwnerTexts(folder);
        System.IO.Directory.Delete(folder, recursive: true);

        texts.Sms("notice", "en", new Dictionary<string, string>(StringComparer.Ordinal) { ["date"] = "2026-04-01" }, ["A", "B"]).ShouldBe("Until 2026-04-01: A, B");
        texts.Sms("notice", "zh-CN", new Dictionary<string, string>(StringComparer.Ordinal) { ["date"] = "2026-04-01" }, ["甲", "乙"]).ShouldStartWith("本号码将于2026-04-01销号，目前绑定着：甲、乙。");
    }

    [Fact]
    public void A_field_that_nobody_fills_stops_the_start()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("rn-texts-").FullName;
        File.WriteAllText(Path.Combine(folder, "reminder.en.txt"), "Dear {name}\nHello");

        Should.Throw<InvalidDataException>(() => new OwnerTexts(folder)).Message.ShouldContain("{name}");

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_name_with_lines_or_tags_in_it_stays_one_name()
    {
        var texts = new OwnerTexts(null);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["count"] = "1", ["number"] = "+86138****8000", ["unsubscribe"] = "https://x/?a=1&b=2" };

        texts.Mail("en", fields, ["A\r\nBcc: {number}"]).Text.ShouldContain("- A Bcc: {number}\n");
        texts.Html("en", fields, ["<script>"]).ShouldContain("<li>&lt;script&gt;</li>");
        texts.Html("en", fields, []).ShouldContain("href=\"https://x/?a=1&amp;b=2\"");
    }
}
