# mcr.microsoft.com/dotnet/sdk:10.0; the context is the folder of the installed SDK. The packages come after, from another context.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
COPY . /usr/share/dotnet
