namespace RecycledNumbers.Silo.Hosting;

/// <summary>Where to look once the program serves.</summary>
internal static class Banner
{
    public static void Write(WebApplication app, TextWriter output)
    {
        var address = app.Urls.First();
        output.WriteLine($"RecycledNumbers serves on {address}");
        output.WriteLine($"  API reference      {address}/docs");
        output.WriteLine($"  Operators' console {address}/console");
        output.WriteLine($"  Owners' page       {address}/my");
        output.WriteLine($"  About a number     {address}/disclosure");
        output.WriteLine($"  Orleans dashboard  {address}/orleans");
        if (app.Environment.IsDevelopment())
        {
            output.WriteLine($"  Development clients  {Path.GetFullPath(Development.DevelopmentClients.File)}");
        }
    }
}
