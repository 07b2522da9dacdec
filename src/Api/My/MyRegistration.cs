using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.WebEncoders;

namespace RecycledNumbers.Api.My;

/// <summary>What the holder's pages stand on.</summary>
internal static class MyRegistration
{
    internal static void AddMy(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(static options =>
        {
            options.Cookie.Name = "rn.form";
            // Holders' and operators' pages have it in common; what it is worth is bound to who is there.
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form";
        });
        services.AddAuthentication().AddCookie(MySession.Scheme, static options =>
        {
            options.Cookie.Name = "rn.my";
            options.Cookie.Path = "/my";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.ExpireTimeSpan = MySession.Stay;
            options.SlidingExpiration = false;
        });
        // Chinese as it is, so that a page's source can be read.
        services.Configure<WebEncoderOptions>(static options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<MySession>();
    }
}
