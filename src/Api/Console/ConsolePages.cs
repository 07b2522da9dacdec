using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Console.Pages;

namespace RecycledNumbers.Api.Console;

/// <summary>Makes the pages: each gets its words, who is there and a fresh form token.</summary>
internal static class ConsolePages
{
    internal static RazorComponentResult<T> Page<T>(HttpContext context, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK) where T : ConsolePage
    {
        parameters[nameof(ConsolePage.Text)] = ConsoleText.Of(context);
        parameters[nameof(ConsolePage.Session)] = context.Features.Get<OperatorSession>();
        parameters[nameof(ConsolePage.FormToken)] = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken;
        parameters[nameof(ConsolePage.Handles)] = context.RequestServices.GetRequiredService<Handles>();
        parameters[nameof(ConsolePage.Here)] = context.Request.Path.Value;
        parameters[nameof(ConsolePage.Address)] = HttpMethods.IsGet(context.Request.Method) ? Without(context.Request, "lang", ConsoleDoor.ByItself) : null;
        parameters[nameof(ConsolePage.Now)] = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    private static string Without(HttpRequest request, params ReadOnlySpan<string> names)
    {
        var query = QueryString.Empty;
        foreach (var (name, values) in request.Query)
            if (!names.Contains(name)) query = query.Add(name, values.ToString());
        return request.Path + query.ToString();
    }

    /// <summary>A page that says one thing: the texts <c>key.title</c> and <c>key.message</c>.</summary>
    internal static RazorComponentResult<ConsoleNotice> Notice(HttpContext context, string key, int status) =>
        Page<ConsoleNotice>(context, new() { [nameof(ConsoleNotice.Key)] = key }, status);
}

/// <summary>What every page has.</summary>
public abstract class ConsolePage : ComponentBase
{
    /// <summary>Its words.</summary>
    [Parameter] public ConsoleText Text { get; set; } = null!;

    /// <summary>The form token.</summary>
    [Parameter] public string? FormToken { get; set; }

    /// <summary>The page's own path.</summary>
    [Parameter] public string Here { get; set; } = "";

    /// <summary>Its address without the language, or null: it was posted to.</summary>
    [Parameter] public string? Address { get; set; }

    /// <summary>When the page was made, by the host's clock.</summary>
    [Parameter] public DateTimeOffset Now { get; set; }

    /// <summary>Who is there, or null: nobody yet.</summary>
    [Parameter] public OperatorSession? Session { get; set; }

    /// <summary>Seals what stands in addresses.</summary>
    [Parameter] public Handles Handles { get; set; } = null!;

    /// <summary>Where a number's page is; the address does not tell the number.</summary>
    internal string LinkTo(string number) => "/console/number?n=" + Handles.Seal(number);
}

/// <summary>A page of a list.</summary>
public abstract class ListPage<T> : ConsolePage
{
    /// <summary>Its rows.</summary>
    [Parameter] public IReadOnlyList<T> Rows { get; set; } = [];

    /// <summary>Where the next page begins, or null at the end.</summary>
    [Parameter] public string? Next { get; set; }

    /// <summary>What was just done, or null.</summary>
    [Parameter] public string? Done { get; set; }

    /// <summary>The address of the next page.</summary>
    internal string NextPage(string query = "") => $"{Here}?after={Next}{query}";
}
