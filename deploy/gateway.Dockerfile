# A gateway: the API alone. Run by tests/compose on stand-ins for the two base images; on Microsoft's own it is UNVERIFIED.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# The same in both Dockerfiles, so that one build serves both. Analyzers have had their say in ./test.
RUN dotnet publish src/Silo -c Release -o /silo -p:UseAppHost=false -p:RunAnalyzers=false \
 && dotnet publish src/Api -c Release -o /gateway -p:UseAppHost=false -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN mkdir /keys && chown $APP_UID /keys
WORKDIR /app
COPY --from=build /gateway .
USER $APP_UID
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["dotnet", "RecycledNumbers.Api.dll", "--healthy", "http://localhost:8080/health/ready"]
ENTRYPOINT ["dotnet", "RecycledNumbers.Api.dll"]
