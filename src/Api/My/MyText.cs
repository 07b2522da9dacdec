using System.Globalization;
using System.Resources;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Api.My;

/// <summary>The words of the holder's pages in one language, from <c>Words.resx</c> (en) and <c>Words.zh-Hans.resx</c>.</summary>
public sealed class MyText
{
    private const string Chosen = "rn.lang";
    private static readonly ResourceManager Words = new("RecycledNumbers.Api.My.Words", typeof(MyText).Assembly);
    private static readonly MyText Chinese = new("zh-CN");
    private static readonly MyText English = new("en");

    private MyText(string language) => (Language, Culture) = (language, CultureInfo.GetCultureInfo(language));

    /// <summary>zh-CN or en.</summary>
    internal string Language { get; }

    /// <summary>How dates and figures are written.</summary>
    internal CultureInfo Culture { get; }

    /// <summary>A text.</summary>
    internal string this[string key] => Words.GetString(key, Culture) ?? throw new MissingManifestResourceException($"No text {key}.");

    /// <summary>A text with values in it.</summary>
    internal string this[string key, params object[] values] => string.Format(Culture, this[key], values);

    /// <summary>Categories of platforms that have a word here.</summary>
    internal static readonly IReadOnlyList<string> Categories = ["bank", "payment", "ride-hailing", "social", "messaging", "shopping", "delivery", "travel", "video", "game", "government"];

    /// <summary>A category of platforms: the word for those that are known, else the platform's own.</summary>
    internal string Category(string category) => Words.GetString($"category.{category}", Culture) ?? category;

    /// <summary>An instant by the clock of a number's country.</summary>
    internal string Moment(DateTimeOffset at, PhoneNumber number) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(FreezeProfile.Of(number.Country).TimeZone)).ToString("yyyy-MM-dd HH:mm (zzz)", Culture);

    /// <summary>What was chosen on a page, else what the browser asks for, else Chinese.</summary>
    internal static MyText Of(HttpContext context) => Of(context, preferred: null);

    /// <summary>What was chosen on a page, else what is preferred here, else what the browser asks for.</summary>
    internal static MyText Of(HttpContext context, string? preferred)
    {
        var asked = context.Request.Query["lang"].ToString();
        if (asked is "zh-CN" or "en")
        {
            context.Response.Cookies.Append(Chosen, asked, new CookieOptions { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
            return For(asked);
        }

        return context.Request.Cookies[Chosen] is "zh-CN" or "en" ? For(context.Request.Cookies[Chosen]!)
            : preferred is not null ? For(preferred)
            : For(context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()).FirstOrDefault(IsKnown));
    }

    /// <summary>The texts of a language.</summary>
    internal static MyText For(string? tag) => tag?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? English : Chinese;

    private static bool IsKnown(string tag) => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
